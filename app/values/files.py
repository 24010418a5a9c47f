"""Files as people send them, and what type they are by their content."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class FileType:
    """A type of file: what people call it, its media type, and what each of its files begins with."""

    name: str
    media_type: str
    beginning: bytes


PNG = FileType("PNG", "image/png", b"\x89PNG\r\n\x1a\n")
JPEG = FileType("JPEG", "image/jpeg", b"\xff\xd8\xff")
PDF = FileType("PDF", "application/pdf", b"%PDF-")
ANYTHING = FileType("", "application/octet-stream", b"")
"""What is none of the types that we know."""


@dataclass(frozen=True)
class SentFile:
    """A file as somebody sent it. Its name is for people to read: no path, and no proof of its type."""

    name: str
    content: bytes = field(repr=False)

    @property
    def type(self) -> FileType:
        """By the content, whatever the sender calls it; that a file is whole is not checked."""
        known = (one for one in (PNG, JPEG, PDF) if self.content.startswith(one.beginning))
        return next(known, ANYTHING)
