from sqlalchemy import Column, Integer, String, event
from sqlalchemy.orm import Session, object_session
from sqlalchemy.orm.attributes import get_history

class Product(Base):
    __tablename__ = 'products'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    price = Column(Integer)

class AuditLog(Base):
    __tablename__ = 'audit_log'
    id = Column(Integer, primary_key=True)
    message = Column(String)

@event.listens_for(Session, 'before_flush')
def audit(session, flush_context, instances):
    for obj in session.dirty:
        if isinstance(obj, Product):
            h = get_history(obj, 'price')
            if h.has_changes():
                session.add(AuditLog(message=f'{obj.name}: {h.deleted} -> {h.added}'))
    for obj in session.deleted:
        session.add(AuditLog(message=f'{obj.name} deleted'))

@event.listens_for(Product, 'before_insert')
def set_name(mapper, connection, target):
    target.name = (target.name or 'unnamed').upper()

@event.listens_for(Product, 'after_update')
def updated(mapper, connection, target):
    print('updated', target.name)

@event.listens_for(Product.price, 'set')
def price_set(target, value, oldvalue, initiator):
    if isinstance(oldvalue, int):
        print('price', oldvalue, '->', value)

@event.listens_for(session, 'after_commit')
def committed(session):
    print('committed')

p = Product(name='lamp', price=10)
session.add_all([p, Product(price=3)])
session.commit()
print(p.name)
p.price = 12
session.commit()
session.delete(session.query(Product).filter_by(name='UNNAMED').one())
session.commit()
print([a.message for a in session.query(AuditLog).order_by(AuditLog.id)])
