// fragment: controllers_of(party)
// means: The party and every party that controls it on the day asked for, each with the circle ties its control rests on.
// party: a company
[{id: @party.id, name: @party.name, circle: @party.id, alone: true, records: [], through: []}]
+ [(@party)<-[control:CONTROLS]-(head:Party) WHERE control.as_of = $as_of
   | {id: head.id, name: head.name, circle: control.circle, alone: control.alone, records: control.records,
      through: control.through}]
