"""What the columns of a stranger's table mean: guessed, corrected by a person, stored, checked."""
