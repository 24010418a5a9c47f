"""Does the repository name anybody's machine? No home directories, no package hosts, no proxies."""

import re
import sys

from scripts.files import our_texts

# People's folders, and the hosts packages come from: which they are is each machine's own setting.
PLACES = [
    r"(?<![\w.}/])/(?:work|home|Users|root|workspace)/\w",
    r"[A-Z]:\\\\?Users",
    r"registry\.npmjs\.",
    r"(?<!\w)pypi\.(?:org|python)",
    r"pythonhosted\.",
    r"//(?:localhost|127\.0\.0\.1):(?:3128|3141|4873|8081)\b",
]
PLACE = re.compile("|".join(PLACES))


def problems() -> list[str]:
    return [
        f"{path}:{number}: names {match[0]!r}"
        for path, text in our_texts()
        for number, line in enumerate(text.splitlines(), 1)
        if (match := PLACE.search(line))
    ]


if __name__ == "__main__":
    found = problems()
    print("\n".join(found))
    sys.exit(bool(found))
