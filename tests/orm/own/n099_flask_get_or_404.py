from typing import Optional
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.exceptions import NotFound

class UserAccount(db.Model):
    id: Mapped[int] = mapped_column(db.Integer, primary_key=True)
    username: Mapped[str] = mapped_column(db.String, unique=True, nullable=False)
    email: Mapped[Optional[str]] = mapped_column(db.String)

db.session.add_all([
    UserAccount(username='wren', email='wren@birds.org'),
    UserAccount(username='lark'),
    UserAccount(username='swift', email='wren@birds.org'),
])
db.session.commit()

print(UserAccount.query.first())
users = db.session.execute(db.select(UserAccount).order_by(UserAccount.username)).scalars()
print([u.username for u in users])

user = db.get_or_404(UserAccount, 1)
print(user.username)
print(db.first_or_404(db.select(UserAccount).filter_by(username='lark')).id)
print(db.one_or_404(db.select(UserAccount).filter_by(username='swift')).id)
print(UserAccount.query.get_or_404(2).username)
print(UserAccount.query.filter_by(email='wren@birds.org').order_by(UserAccount.id).first_or_404().username)
print(UserAccount.query.filter_by(username='lark').one_or_404().email)

def missing(f):
    try:
        print('found', f())
    except NotFound as e:
        print(e.code, e.name, '-', e.description)

missing(lambda: db.get_or_404(UserAccount, 99))
missing(lambda: db.get_or_404(UserAccount, 99, description='No user with id 99.'))
missing(lambda: db.first_or_404(db.select(UserAccount).filter_by(username='crow')))
missing(lambda: db.one_or_404(db.select(UserAccount).filter_by(username='crow'), description="No user named 'crow'."))
missing(lambda: db.one_or_404(db.select(UserAccount).filter_by(email='wren@birds.org')))
missing(lambda: UserAccount.query.get_or_404('nobody', 'Who?'))
missing(lambda: UserAccount.query.filter_by(username='crow').first_or_404(description='no crow here'))

user.email = None
db.session.commit()
db.session.delete(db.get_or_404(UserAccount, 2))
db.session.commit()
print(db.session.scalar(db.select(db.func.count()).select_from(UserAccount)))
UserAccount.query.get_or_404(2)
