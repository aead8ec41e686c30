from sqlalchemy import Column, Integer, String

class Photo(Base):
    __tablename__ = 'photos'
    id = Column(Integer, primary_key=True)
    metadata = Column(String)

session.add(Photo(metadata='sunset'))
session.commit()
print(session.query(Photo).first().metadata)
