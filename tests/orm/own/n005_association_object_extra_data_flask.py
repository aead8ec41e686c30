class Membership(db.Model):
    __tablename__ = 'memberships'
    club_id = db.Column(db.ForeignKey('clubs.id'), primary_key=True)
    person_id = db.Column(db.ForeignKey('people.id'), primary_key=True)
    role = db.Column(db.String(30), default='member')
    club = db.relationship('Club', back_populates='memberships')
    person = db.relationship('Person', back_populates='memberships')

class Club(db.Model):
    __tablename__ = 'clubs'
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(50), nullable=False)
    memberships = db.relationship('Membership', back_populates='club',
                                  cascade='all, delete-orphan')

class Person(db.Model):
    __tablename__ = 'people'
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(50), nullable=False)
    memberships = db.relationship('Membership', back_populates='person')

chess = Club(name='Chess')
rowing = Club(name='Rowing')
eva = Person(name='Eva')
jon = Person(name='Jon')

m = Membership(role='captain')
m.person = eva
chess.memberships.append(m)
chess.memberships.append(Membership(person=jon))
rowing.memberships.append(Membership(person=eva, role='cox'))
db.session.add_all([chess, rowing])
db.session.commit()

for m in chess.memberships:
    print(m.person.name, m.role)
for m in eva.memberships:
    print('Eva:', m.club.name, m.role)

q = db.session.query(Person.name, Membership.role).join(Membership.person).join(Membership.club)
print(q.filter(Club.name == 'Rowing').all())
chess.memberships.pop()
db.session.commit()
print(len(chess.memberships), jon.memberships)
print(db.session.get(Membership, (1, 1)).role, db.session.get(Membership, (1, 2)))
