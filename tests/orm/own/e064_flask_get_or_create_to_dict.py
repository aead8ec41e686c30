class Tag(db.Model):
    __tablename__ = 'tags'
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(20), unique=True, nullable=False)
    uses = db.Column(db.Integer, default=0)

    def to_dict(self):
        return {c.name: getattr(self, c.name) for c in self.__table__.columns}

    @classmethod
    def get_or_create(cls, name):
        tag = cls.query.filter_by(name=name).first()
        if tag is None:
            tag = cls(name=name)
            db.session.add(tag)
            created = True
        else:
            created = False
        return tag, created

    @staticmethod
    def top(n=2):
        return Tag.query.order_by(Tag.uses.desc(), Tag.name).limit(n).all()

if __name__ == '__main__':
    for word in 'sql orm sql python orm sql'.split():
        tag, created = Tag.get_or_create(word)
        tag.uses = (tag.uses or 0) + 1
        print(word, created, tag.uses)
    db.session.commit()
    print([t.to_dict() for t in Tag.top()])
    print({t.name: t.uses for t in Tag.query.order_by('name')})
    data = {'name': 'flask', 'uses': 10}
    t = Tag(**data)
    db.session.add(t)
    db.session.commit()
    for key, value in {'name': 'web', 'uses': 11}.items():
        setattr(t, key, value)
    db.session.commit()
    print(Tag.top(1)[0].to_dict())
