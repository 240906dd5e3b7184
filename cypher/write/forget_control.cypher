// takes the derived control of some companies out again
UNWIND $companies AS id
MATCH (company:Party {id: id})<-[control:CONTROLS]-(:Party)
DELETE control
