"""Pages of assessment and decision.  Each makes one call and renders.

What opens a record finds it within reach or answers 404; so the permission alone is asked after it, and the action asks both.
"""
