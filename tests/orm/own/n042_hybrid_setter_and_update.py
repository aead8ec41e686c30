from sqlalchemy import Column, Integer, String, Float, update
from sqlalchemy.ext.hybrid import hybrid_property

class Reading(Base):
    __tablename__ = 'readings'
    id = Column(Integer, primary_key=True)
    first = Column(String)
    last = Column(String)
    celsius = Column(Float)

    @hybrid_property
    def fahrenheit(self):
        return self.celsius * 9 / 5 + 32

    @fahrenheit.setter
    def fahrenheit(self, value):
        self.celsius = (value - 32) * 5 / 9

    @fahrenheit.update_expression
    def fahrenheit(cls, value):
        return [(cls.celsius, (value - 32) * 5 / 9)]

    @hybrid_property
    def observer(self):
        return self.first + ' ' + self.last

    @observer.expression
    def observer(cls):
        return cls.first + ' ' + cls.last

r = Reading(first='Ann', last='Frey', fahrenheit=50)
print(r.celsius, r.fahrenheit, r.observer)
session.add_all([r, Reading(first='Bo', last='Lund', celsius=30.0)])
session.commit()

print(session.query(Reading.id).filter(Reading.fahrenheit > 80).all())
print(session.query(Reading).filter(Reading.observer == 'Ann Frey').one().id)
print(session.query(Reading.observer).order_by(Reading.observer.desc()).all())
print(session.query(Reading).filter_by(observer='Bo Lund').count())
session.execute(update(Reading).where(Reading.id == 2).values(fahrenheit=212))
session.commit()
print(session.get(Reading, 2).celsius)
try:
    Reading(first='Cy', observer='Cy Ott')
except AttributeError as e:
    print(e)
print(session.query(Reading).filter(Reading.fahrenheit.between(40, 60)))
