from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

class User(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(unique=True)
    email: Mapped[str | None] = mapped_column(String(80))

db.session.add_all([User(username='zed', email='zed@example.com'), User(username='amy'), User(username='kit', email='kit@example.com')])
db.session.commit()

users = db.session.execute(db.select(User).order_by(User.username)).scalars()
for user in users:
    print(user, user.username, user.email)
user = db.session.execute(db.select(User).filter_by(username='amy')).scalar_one()
user.email = 'amy@example.com'
db.session.commit()
print(db.session.scalars(db.select(User.email).where(User.email.endswith('example.com')).order_by(User.id)).all())
print(db.session.get(User, 1).username, db.session.get(User, 55))
db.session.delete(user)
db.session.commit()
print(db.session.scalar(db.select(db.func.count(User.id))))
print(db.session.execute(db.select(User.username).where(db.or_(User.id == 1, User.username == 'kit'))).all())
