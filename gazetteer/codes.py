"""The numbers that the matcher and those who feed it agree on."""

# Classes of characters: the top byte of a cell. Those of letters are bits, and the lowest.
LETTER = 1  # of a script that knows no case; a digit
LOWER = 2
UPPER = 4
CASED = 6  # both of them
HARD = 5  # ends a token, and no name goes on behind it
IDEOGRAPH = 6  # a token by itself: its script puts no spaces between words
DROPPED = 7  # an optional mark; part of the token, absent from its key
APOSTROPHE = 8
SPACE = 9
HYPHEN = 10
DOT = 11
NEWLINE = 12
EXPANSION = 16  # added to a letter's class: it becomes several units ("ß", "æ")

INITIAL = 8  # a flag of tokens, beside the classes of their letters: begins with a capital

# Payloads: the rest of a cell. 0 stands for the character itself.
COMBINING = 1  # of a dropped mark: it belongs to the letter before it
ITSELF = 0xFFFFFF  # of an expansion: the character itself, beyond the first plane

# Bits of a node's word; the rest is the number of its name, plus one.
HAS_CHILDREN = 0x80000000
CAPITALS = 0x40000000  # only when written in capitals: US, not us
ANY_CASE = 0x20000000  # in small letters too
SMALL_FIRST = 0x10000000  # the first word may be small: al-Bab
NAME_MASK = 0x0FFFFFFF

WORD = 0xFFFFFFFF  # the bits of a hash
SMALL_BITS = 1 << 18  # of the filter of tokens that begin names in small letters
PAIR_BITS = 6  # at least, for each pair of tokens in the filter of them
