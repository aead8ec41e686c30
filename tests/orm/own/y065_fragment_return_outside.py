def find_user(name):
return session.query(User).filter_by(name=name).first()
