"""How much of a stranger's file is read. Beyond it stands a named fault, never a longer wait.

Excel's own limits are 1,048,576 rows, 16,384 columns and 32,767 characters in a cell.
"""

MAX_TEXT_BYTES = 200_000_000
MAX_WORKBOOK_BYTES = 100_000_000

MAX_ROWS = 1_000_000
MAX_COLUMNS = 2_000
MAX_CELL = 32_767 * 4  # bytes in UTF-8
MAX_HEADING = 1_000  # characters
MAX_LINE = 4_000_000  # characters: a line of text, a row of a workbook
MAX_JSON_ROW = 1_000_000  # characters
MAX_JSON_DEPTH = 64
MAX_JSON_BRACKETS = 20_000  # of one row

# A workbook is a zip archive: what it may become when it is unpacked.
MAX_PARTS = 10_000
MAX_UNPACKED_BYTES = 1_000_000_000
MAX_STRINGS_BYTES = 100_000_000
MAX_PART_BYTES = 20_000_000  # of every part other than sheets and strings
MAX_RATIO = 200  # sheets reach 5 to 50, deflate itself ends at 1,032
MIN_RATIO_BYTES = 1_000_000  # smaller parts harm nobody, however well they pack
MAX_MERGED = 100_000
MAX_SHEETS = 500

# How much is looked at before it is decided how the rest is read.
SAMPLE_ROWS = 200
SAMPLE_BYTES = 65_536
