class Guest(db.Model):
    __tablename__ = 'guests'
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String)
    diet = db.Column(db.String)

db.session.add_all([Guest(name='Ann', diet='vegan'), Guest(name='Bob'), Guest(name='Cat', diet='')])
db.session.commit()
print([g.name for g in Guest.query.filter(Guest.diet == None)])
print([g.name for g in Guest.query.filter(Guest.diet.is_(None))])
print([g.name for g in Guest.query.filter(Guest.diet != None).order_by(Guest.id)])
print([g.name for g in Guest.query.filter(Guest.diet.is_not(None)).order_by(Guest.id)])
print([g.name for g in Guest.query.filter_by(diet=None)])
# rows with NULL are left out
print([g.name for g in Guest.query.filter(Guest.diet != 'vegan')])
print([g.name for g in Guest.query.filter(db.or_(Guest.diet != 'vegan', Guest.diet.is_(None))).order_by(Guest.id)])
print(Guest.diet == None, '|', Guest.diet != None, '|', Guest.diet.is_not(None))
# python's "is" is evaluated before the query
print(Guest.query.filter(Guest.diet is None).all())
