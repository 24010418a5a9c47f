"""Plain values without input or output: money, numbers and dates as people write them, durations, periods,
and the refusals with which the business says no. Everything may import this, this imports nothing of ours."""
