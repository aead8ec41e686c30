from sqlalchemy import Column, Integer, String

class Dog(Base)
    __tablename__ = 'dogs'
    id = Column(Integer, primary_key=True)
