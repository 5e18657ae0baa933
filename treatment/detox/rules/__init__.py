"""Withdrawal management rules: emergencies, and when the next reading is due."""
