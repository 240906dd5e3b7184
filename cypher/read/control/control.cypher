// the derived control in the graph, for whichever day it was derived
MATCH (controller:Party)-[control:CONTROLS]->(company:Party)
RETURN controller.id AS controller, company.id AS company, control.circle AS circle, control.alone AS alone,
       control.top AS top, control.top_alone AS top_alone, control.records AS records,
       control.through AS through, control.basis AS basis, control.votes AS votes,
       control.votes_exact AS votes_exact, control.jointly_with AS jointly_with,
       control.stated_share AS stated_share, control.sides AS sides, control.as_of AS as_of
