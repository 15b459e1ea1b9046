"""How much of a file is read before it is refused.

Time and the size of the file itself are settings of the server.
"""

from typing import Final

MIB: Final = 1024 * 1024

CHILD_MEMORY_BYTES: Final = 512 * MIB
LARGEST_ANSWER_BYTES: Final = 64 * MIB

LONGEST_TEXT: Final = 1_000_000  # code points
LONGEST_TITLE: Final = 60
MOST_PAGES: Final = 3_000

MOST_ENTRIES: Final = 2_000
MOST_INFLATED_BYTES: Final = 50 * MIB
MOST_INFLATED_OF_SIDE_PART: Final = 8 * MIB
HIGHEST_RATIO: Final = 100
RATIO_COUNTS_FROM_BYTES: Final = MIB  # a few repeated lines may well pack better than 1 : 100
DEEPEST_XML: Final = 1_000
