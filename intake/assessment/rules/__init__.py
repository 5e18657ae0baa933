"""Pure rules of assessment: the level of care that ratings point to, and the clocks of an opioid treatment program."""
