"""Looking at practice in a case: the plan, the feedback asked for, the meeting, and the sign-off."""
