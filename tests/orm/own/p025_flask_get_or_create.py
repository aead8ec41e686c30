class Tag(db.Model):
    __tablename__ = 'tags'
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String, unique=True)
    color = db.Column(db.String)

def get_or_create(model, defaults=None, **kwargs):
    instance = db.session.query(model).filter_by(**kwargs).one_or_none()
    if instance:
        return instance, False
    params = {**kwargs, **(defaults or {})}
    instance = model(**params)
    db.session.add(instance)
    return instance, True

for name in ['new', 'hot', 'new']:
    tag, created = get_or_create(Tag, name=name, defaults={'color': 'red'})
    print(tag.name, created)
db.session.commit()
print(Tag.query.count(), get_or_create(Tag, name='hot')[0].color)
get_or_create(Tag, label='hot')
