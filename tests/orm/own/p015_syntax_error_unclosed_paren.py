from sqlalchemy import Column, Integer, String, ForeignKey

class Plant(Base):
    __tablename__ = 'plants'
    id = Column(Integer, primary_key=True
    name = Column(String)
