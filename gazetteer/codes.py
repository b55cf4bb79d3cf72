"""The numbers that the matcher and those who feed it agree on."""

SMALL_BITS = 1 << 18  # of the filter of tokens that begin names in small letters

# Classes of characters: the top byte of a cell.
HARD = 0  # ends a token, and no name goes on behind it
LETTER = 1  # of a script that knows no case; a digit
LOWER = 2
UPPER = 3
IDEOGRAPH = 4  # a token by itself: its script puts no spaces between words
DROPPED = 5  # an optional mark; part of the token, absent from its key
APOSTROPHE = 6
SPACE = 7
HYPHEN = 8
DOT = 9
NEWLINE = 10
EXPANSION = 16  # added to a letter's class: it becomes several ("ß", "æ")

# Bits of a node's word; the rest is the number of its name, plus one.
HAS_CHILDREN = 0x80000000
CAPITALS = 0x40000000  # only when written in capitals: US, not us
ANY_CASE = 0x20000000  # in small letters too
SMALL_FIRST = 0x10000000  # the first word may be small: al-Bab
NAME_MASK = 0x0FFFFFFF
