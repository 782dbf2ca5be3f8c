"""What a portal's pages show of themselves: rows, pager, title, day, body, where no rule says it.

Everything is proposed by one page and proven on all that were opened: a selector counts only if it
finds exactly one element on each, and the right one.
"""
