from sqlalchemy import Column, Integer, String

class Good(Base):
    __tablename__ = 'good'
    id = Column(Integer, primary_key=True)

print(Good.__table__.name)

class Bad(Base):
    id = Column(Integer, primary_key=True)
    name = Column(String)
