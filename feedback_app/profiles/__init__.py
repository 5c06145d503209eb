"""Framework profiles: what differs between councils, as data with a name and a version."""

from feedback_app.profiles.profile import NoSuchProfile, Profile, profile

__all__ = ["NoSuchProfile", "Profile", "profile"]
