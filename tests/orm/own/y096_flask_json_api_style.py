class Superhero(db.Model):
    __tablename__ = 'heroes'
    serialize_rules = ('-powers.hero',)
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String, nullable=False)
    super_name = db.Column(db.String)
    created_at = db.Column(db.DateTime, server_default=db.func.now())
    hero_powers = db.relationship('HeroPower', back_populates='hero', cascade='all, delete-orphan')

    def to_dict(self, rules=()):
        data = {'id': self.id, 'name': self.name, 'super_name': self.super_name}
        if 'powers' in rules:
            data['powers'] = [hp.power.to_dict() for hp in self.hero_powers]
        return data

class Power(db.Model):
    __tablename__ = 'powers'
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String)
    description = db.Column(db.String)
    hero_powers = db.relationship('HeroPower', back_populates='power', cascade='all, delete-orphan')

    @db.validates('description')
    def validate_description(self, key, description):
        if not description or len(description) < 20:
            raise ValueError('Description must be present and at least 20 characters long')
        return description

    def to_dict(self):
        return dict(id=self.id, name=self.name)

class HeroPower(db.Model):
    __tablename__ = 'hero_powers'
    id = db.Column(db.Integer, primary_key=True)
    strength = db.Column(db.String)
    hero_id = db.Column(db.Integer, db.ForeignKey('heroes.id'))
    power_id = db.Column(db.Integer, db.ForeignKey('powers.id'))
    hero = db.relationship('Superhero', back_populates='hero_powers')
    power = db.relationship('Power', back_populates='hero_powers')

    __table_args__ = (db.CheckConstraint("strength IN ('Strong', 'Weak', 'Average')"),)
