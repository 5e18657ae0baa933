"""Writing the aftercare plan with the person, giving it to them, and moving to aftercare."""

from aftercare.plans.actions.plan import PlanNotReady, give_plan, write_and_give, write_plan

__all__ = ["PlanNotReady", "give_plan", "write_and_give", "write_plan"]
