class User(db.Model):
    __tablename__ = 'users'
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String)
    sales = db.relationship('Deal', foreign_keys='Deal.seller_id', back_populates='seller')
    purchases = db.relationship('Deal', foreign_keys='Deal.buyer_id', back_populates='buyer')

class Deal(db.Model):
    __tablename__ = 'deals'
    id = db.Column(db.Integer, primary_key=True)
    item = db.Column(db.String)
    seller_id = db.Column(db.Integer, db.ForeignKey('users.id'))
    buyer_id = db.Column(db.Integer, db.ForeignKey('users.id'))
    seller = db.relationship('User', foreign_keys=[seller_id], back_populates='sales')
    buyer = db.relationship('User', foreign_keys=[buyer_id], back_populates='purchases')

ann = User(name='Ann')
bob = User(name='Bob')
db.session.add_all([
    Deal(item='bike', seller=ann, buyer=bob),
    Deal(item='lamp', seller=bob, buyer=ann),
    Deal(item='desk', seller=ann),
])
db.session.commit()
print([d.item for d in ann.sales], [d.item for d in ann.purchases])
print([(d.item, d.buyer.name if d.buyer else None) for d in Deal.query.order_by(Deal.id)])
