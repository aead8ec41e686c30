from sqlalchemy import Column, Integer, String

class Video(Base):
    __tablename__ = 'videos'
    id = Column(Integer, primary_key=True)
    title = Column(String)
    metadata = Column(String)
