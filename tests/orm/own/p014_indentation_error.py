from sqlalchemy import Column, Integer, String

class Plant(Base):
    __tablename__ = 'plants'
    id = Column(Integer, primary_key=True)
    name = Column(String)

    def water(self):
    print('watering', self.name)

session.add(Plant(name='fern'))
session.commit()
