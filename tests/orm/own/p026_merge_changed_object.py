from sqlalchemy import Column, Integer, String

class Contact(Base):
    __tablename__ = 'contacts'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    phone = Column(String)

session.add(Contact(id=1, name='Lea', phone='123'))
session.commit()
changed = Contact(id=1, phone='456')
merged = session.merge(changed)
print(merged is changed, changed in session, merged in session)
print(merged.name, merged.phone, session.is_modified(merged))
session.commit()
c = session.get(Contact, 1)
session.expunge(c)
c.name = 'Lea B.'
again = session.merge(c)
session.commit()
print(again.name, again.phone, again is c)
new = session.merge(Contact(id=7, name='Tom'))
session.commit()
print(session.query(Contact.id, Contact.name).order_by(Contact.id).all())
