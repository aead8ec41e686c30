# app/models.py

# in class Pet
    owner_id = Column(Integer, ForeignKey('owners.id'))
    owner = relationship('Owner', back_populates='pets')

# in class Owner
    pets = relationship('Pet', back_populates='owner')
