"""Charts and tables of the edition, drawn from the facts and never from numbers typed in."""
