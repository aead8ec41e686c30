from sqlalchemy import Column, Integer, String, select
class Item(Base):
    __tablename__ = 'items'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    def __repr__(self): return f'<Item {self.nam}>'
session.add(Item(name='a'))
session.commit()
print(session.query(Item).all())
