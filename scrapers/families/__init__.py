"""What sites on one CMS share: a declaration each, and a pager's script where one is needed."""
