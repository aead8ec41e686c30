from sqlalchemy import Column, Integer, String, select
class Item(Base):
    __tablename__ = 'items'
    id = Column(Integer, primary_key=True)
    name = Column(String)
session.add(Item(name='a'))
session.commit()
for i in session.execute(select(Item)):
    print(i)
    print(i[0].name)
    print(i.name)
