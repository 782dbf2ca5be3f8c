"""Foreign files as text: each is read in a child process that may be killed.

`pool.read` is the door; `parsers` runs in the child only. Nothing that a file holds reaches the
parent but its text.
"""
