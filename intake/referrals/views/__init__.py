"""Pages of referrals: for the staff, and the public one."""
