"""The catalogue of schemes and look-alikes, and the number of each in a world."""

from collections.abc import Callable

from ..world import World
from . import control, guarantee, innocent_control, innocent_other, registry, trade
from .planter import Planter

PlantFunction = Callable[[Planter, int], None]

SCHEMES: dict[str, PlantFunction] = {
    "ownership_ring": control.plant_ownership_ring,
    "hidden_common_controller": control.plant_hidden_common_controller,
    "nominee_holder": control.plant_nominee_holder,
    "dishonest_executee_in_control": control.plant_dishonest_executee_in_control,
    "shares_pledged": control.plant_shares_pledged,
    "control_changed_before_loan": control.plant_control_changed_before_loan,
    "young_company_large_loan": control.plant_young_company_large_loan,
    "guarantee_mutual": guarantee.plant_guarantee_mutual,
    "guarantee_joint": guarantee.plant_guarantee_joint,
    "guarantee_cycle": guarantee.plant_guarantee_cycle,
    "guarantee_chain": guarantee.plant_guarantee_chain,
    "guarantee_star": guarantee.plant_guarantee_star,
    "guarantees_above_net_assets": guarantee.plant_guarantees_above_net_assets,
    "related_party_trade": trade.plant_related_party_trade,
    "concentrated_receivables": trade.plant_concentrated_receivables,
    "round_trip": trade.plant_round_trip,
    "shell_address": registry.plant_shell_address,
    "shared_phone": registry.plant_shared_phone,
    "shared_legal_representative": registry.plant_shared_legal_representative,
}
LOOK_ALIKES: dict[str, tuple[str, PlantFunction]] = {
    "cross_holding": ("ownership_ring", innocent_control.plant_cross_holding),
    "ended_ring": ("ownership_ring", innocent_control.plant_ended_ring),
    "disclosed_group": ("hidden_common_controller", innocent_control.plant_disclosed_group),
    "joint_venture": ("hidden_common_controller", innocent_control.plant_joint_venture),
    "former_controller": ("hidden_common_controller", innocent_control.plant_former_controller),
    "employee_platform": ("nominee_holder", innocent_control.plant_employee_platform),
    "listing_ended": ("dishonest_executee_in_control", innocent_control.plant_listing_ended),
    "executee_minority": ("dishonest_executee_in_control", innocent_control.plant_executee_minority),
    "pledge_ended": ("shares_pledged", innocent_control.plant_pledge_ended),
    "small_pledge": ("shares_pledged", innocent_control.plant_small_pledge),
    "family_succession": ("control_changed_before_loan", innocent_control.plant_family_succession),
    "group_reorganisation": ("control_changed_before_loan", innocent_control.plant_group_reorganisation),
    "project_company": ("young_company_large_loan", innocent_control.plant_project_company),
    "group_guarantee": ("guarantee_mutual", innocent_other.plant_group_guarantee),
    "ended_guarantee": ("guarantee_mutual", innocent_other.plant_ended_guarantee),
    "guarantee_company": ("guarantee_star", innocent_other.plant_guarantee_company),
    "repaid_guarantees": ("guarantees_above_net_assets", innocent_other.plant_repaid_guarantees),
    "intra_group_sales": ("related_party_trade", innocent_other.plant_intra_group_sales),
    "former_sister": ("related_party_trade", innocent_other.plant_former_sister),
    "public_buyer": ("concentrated_receivables", innocent_other.plant_public_buyer),
    "sale_and_refund": ("round_trip", innocent_other.plant_sale_and_refund),
    "group_treasury": ("round_trip", innocent_other.plant_group_treasury),
    "sale_and_leaseback": ("round_trip", innocent_other.plant_sale_and_leaseback),
    "business_centre": ("shell_address", innocent_other.plant_business_centre),
    "accounting_agent": ("shared_phone", innocent_other.plant_accounting_agent),
    "professional_secretary": ("shared_legal_representative", innocent_other.plant_professional_secretary),
    "listed_group_directors": ("shared_legal_representative", innocent_other.plant_listed_group_directors),
}
COMPANIES_PER_INSTANCE, SLACK = 70, 5  # measured: one of every scheme needs 66 companies, one of every look-alike 69
MOST_INSTANCES = 12


def count_instances(companies: int) -> int:
    """Return the default number of instances of each scheme."""
    return max(1, min(MOST_INSTANCES, companies // 300))


def count_reserved(instances: int) -> int:
    """Return the number of companies to reserve for this many instances and half as many look-alikes."""
    return COMPANIES_PER_INSTANCE * (instances + (instances + 1) // 2) + SLACK


def plant_all(world: World, instances: int) -> Planter:
    """Plant every scheme `instances` times and every look-alike half as often, at least once."""
    planter = Planter(world)
    for scheme, plant in SCHEMES.items():
        for number in range(instances):
            planter.begin(scheme, f"{scheme}-{number + 1:02d}")
            plant(planter, number)
    for name, (scheme, plant) in LOOK_ALIKES.items():
        for number in range((instances + 1) // 2):
            planter.begin(scheme, f"{name}-{number + 1:02d}")
            plant(planter, number)
    return planter
