using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Drafting;
using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;

namespace BackendAgents.Engineering.Briefs.Assembly;

/// <summary>Decides who may do what to the rows of one entity: what the brief says first, then what is usual for such data.</summary>
internal sealed class AccessBuilder
{
    private readonly Draft _draft;

    private readonly DraftEntity _entity;

    private readonly List<PermitFact> _permits;

    private readonly List<PermitFact> _denials;

    public AccessBuilder(Draft draft, DraftEntity entity)
    {
        (_draft, _entity) = (draft, entity);
        var all = draft.Facts.OfType<PermitFact>().Where(permit => permit.Thing == entity.Noun).ToList();
        _permits = all.FindAll(static permit => !permit.Denied && permit.Role is not ("" or "*"));
        // Who publishes what nobody else makes, makes it.
        if (!_permits.Exists(static permit => permit.Deed is Deed.Create or Deed.Manage))
            _permits.AddRange(
                _permits
                    .FindAll(static permit => permit is { Deed: Deed.State, Verb: "publish" })
                    .SelectMany(static permit => new[] { permit with { Deed = Deed.Create }, permit with { Deed = Deed.Update } })
            );
        _denials = all.FindAll(static permit => permit.Denied);
    }

    /// <summary>The sentences that led to the access of a deed.</summary>
    public IEnumerable<int> Sources(Deed deed) =>
        _permits
            .Concat(_denials)
            .Where(permit => permit.Deed == deed || permit.Deed == Deed.Manage)
            .Select(static permit => permit.Sentence);

    public bool Forbidden(Deed deed) => _denials.Exists(denial => denial.Role == "*" && denial.Deed == deed);

    public IReadOnlyList<AccessRule> For(Deed deed)
    {
        if (_draft.NoAuthentication)
            return [new AccessRule { Role = Role.Anonymous }];
        var explicitRules = _permits
            .Where(permit => permit.Deed == deed || permit.Deed == Deed.Manage || (deed == Deed.Read && permit.Deed != Deed.Read))
            .Select(permit => (permit, rule: Rule(permit, deed)))
            .Where(static pair => pair.rule is not null)
            .ToList();
        // Who 'only sees the own ones' does not see the others because of making some.
        explicitRules.RemoveAll(pair =>
            deed == Deed.Read
            && pair.permit.Deed != Deed.Read
            && pair.rule!.Scope == AccessScope.Any
            && explicitRules.Exists(other =>
                other.permit is { Deed: Deed.Read, Own: true } && other.rule!.Role == pair.rule.Role && other.rule.Scope == AccessScope.Own
            )
        );
        var direct = explicitRules.Where(pair => pair.permit.Deed == deed || pair.permit.Deed == Deed.Manage).ToList();
        var restricted = direct.Exists(static pair => pair.permit.Only || pair.permit.Own);
        var rules = new List<AccessRule>();
        if (
            direct.Count == 0
            || (deed == Deed.Read && !restricted)
            || (
                deed == Deed.Read
                && direct.TrueForAll(pair => pair.permit.Own)
                && _entity.Audience is not ("catalogue" or "published" or "")
            )
        )
            rules.AddRange(Usual(deed));
        else if (
            deed is Deed.Update or Deed.Delete or Deed.Create
            && _entity.Owner.Count > 0
            && !restricted
            && direct.TrueForAll(pair => IsStaff(pair.permit.Role))
            && _entity.Audience is "personal" or "published"
        )
            rules.AddRange(Usual(deed));
        // Who 'only sees the own ones' is not let in by what is usual.
        rules.RemoveAll(rule =>
            rule.Scope == AccessScope.Any
            && _entity.Owner.Count > 0
            && direct.Exists(pair => pair.rule!.Role == rule.Role)
            && direct.TrueForAll(pair => pair.rule!.Role != rule.Role || pair.permit.Own)
        );
        if (
            deed == Deed.Read
            && _entity.Owner.Count > 0
            && direct.Exists(static pair => pair.permit.Own && pair.rule!.Scope == AccessScope.Own)
        )
            rules.RemoveAll(static rule => rule is { Role: Role.Authenticated, Scope: AccessScope.Any });
        rules.AddRange(explicitRules.Select(static pair => pair.rule!));
        if (deed == Deed.Read)
            rules.AddRange(Named().Select(static role => new AccessRule { Role = role }));
        if (deed == Deed.Read || direct.Count == 0)
            rules.AddRange(Keepers().Select(static role => new AccessRule { Role = role }));
        rules.Add(new AccessRule { Role = "admin" });
        if (deed == Deed.Read)
            rules.AddRange(OwnerReads());
        if (deed != Deed.Read && OwnersOnlyRead(deed))
            rules.RemoveAll(rule =>
                rule.Scope == AccessScope.Own
                && _entity.OwnerRoles.Any(role => AccessRules.RoleId(role) == rule.Role)
                && !direct.Exists(pair => pair.permit.Deed == deed && pair.rule!.Role == rule.Role)
            );
        var barred = _denials
            .Where(denial => denial.Deed == deed || (denial.Deed == Deed.Manage && deed != Deed.Read))
            .Select(static denial => AccessRules.RoleId(denial.Role))
            .ToHashSet(StringComparer.Ordinal);
        return AccessRules.Merge(rules.Where(rule => !barred.Contains(rule.Role)));
    }

    // Rows that others make for them: fines, invoices, grades. Or the brief gives making to others and to owners nothing but reading.
    private bool OwnersOnlyRead(Deed deed)
    {
        var holder =
            _entity.Known is null or { OwnerMay.Count: 0 } && _entity.Owner.Count > 1 ? _draft.Entity(_entity.Owner[0].From) : _entity;
        if (holder?.Known is { OwnerMay.Count: > 0 } known)
            return !known.OwnerMay.Contains(deed.ToString().ToLowerInvariant());
        var makers = _permits.FindAll(static permit => permit.Deed is Deed.Create or Deed.Manage);
        var theirs = _permits.FindAll(permit => _entity.OwnerRoles.Contains(permit.Role));
        if (theirs.Exists(permit => permit.Deed == deed || permit.Deed is Deed.Create or Deed.Manage))
            return false;
        return makers.Count > 0 && (theirs.Count > 0 || _entity.Owner.Count > 1 && makers.Exists(permit => IsStaff(permit.Role)))
            || _entity.Known is not { Transactional: true }
                && theirs.Count > 0
                && theirs.TrueForAll(static permit => permit is { Deed: Deed.Read, Own: true });
    }

    /// <summary>Who may change the state, when the brief names nobody.</summary>
    public IReadOnlyList<AccessRule> ForState(string verb, IReadOnlyList<string> usual)
    {
        if (_draft.NoAuthentication)
            return [new AccessRule { Role = Role.Anonymous }];
        var named = _permits.Where(permit => permit.Deed == Deed.State && permit.Verb == verb).ToList();
        var rules = named.Select(permit => Rule(permit, Deed.State)).OfType<AccessRule>().ToList();
        if (named.Count == 0)
        {
            if (usual.Contains("owner") && _entity.Owner.Count > 0)
                rules.AddRange(Owners());
            if (usual.Contains("staff") || _entity.Owner.Count == 0)
            {
                rules.AddRange(Named().Select(static role => new AccessRule { Role = role }));
                rules.AddRange(Keepers().Select(static role => new AccessRule { Role = role }));
                rules.AddRange(
                    _permits
                        .Where(permit => permit.Deed is Deed.Manage or Deed.Update or Deed.State && IsStaff(permit.Role))
                        .Select(permit => Rule(permit, Deed.State))
                        .OfType<AccessRule>()
                );
            }
        }
        else
        {
            // Who manages the rows does with them what others may do with their own.
            rules.AddRange(
                _permits
                    .Where(permit => permit is { Deed: Deed.Manage, Own: false } && IsStaff(permit.Role))
                    .Select(permit => Rule(permit, Deed.State))
                    .OfType<AccessRule>()
            );
        }

        rules.Add(new AccessRule { Role = "admin" });
        return AccessRules.Merge(rules);
    }

    // Of whom the brief says that they manage what these rows are about: librarians keep copies and members, so loans and fines, too;
    // who manages books adds their authors.
    private List<string> Keepers()
    {
        if (
            _permits.Exists(permit => IsStaff(permit.Role))
            || _entity.Noun == Draft.Account
            || _entity.Audience == "log"
            || _draft.Role(_entity.Noun) is not null
        )
            return [];
        var about = new HashSet<string>(StringComparer.Ordinal);
        var shared = _entity.Known is { Lookup: true } or { Shared: true };
        if (shared)
            about.UnionWith(
                _draft
                    .Relations.Where(relation => relation.From == _entity.Noun)
                    .Select(static relation => relation.To)
                    .Concat(
                        _draft
                            .Relations.Where(relation => relation.To == _entity.Noun && relation.Kind == RelationKind.ManyToMany)
                            .Select(static relation => relation.From)
                    )
            );
        else if (_entity.Audience is "personal" or "internal" or "")
            Principals(_entity.Noun, about, 3);
        about.Remove(Draft.Account);
        return _draft
            .Facts.OfType<PermitFact>()
            .Where(permit => permit is { Deed: Deed.Manage, Denied: false } && about.Contains(permit.Thing) && IsStaff(permit.Role))
            .Select(static permit => AccessRules.RoleId(permit.Role))
            .Distinct()
            .ToList();
    }

    // Staff to whom the rows refer by name see them and move them on: doctors their appointments.
    private IEnumerable<string> Named() =>
        _entity.Known is not { Transactional: true }
            ? []
            : _draft
                .Roles.Where(role =>
                    role.Kind == PersonKind.Staff
                    && _draft.Relations.Exists(relation =>
                        relation.To == _entity.Noun
                        && relation.Kind != RelationKind.ManyToMany
                        && (relation.From == role.Name || relation.Name == Conventions.Camel(role.Name))
                    )
                )
                .Select(static role => role.Id);

    private void Principals(string noun, HashSet<string> found, int depth)
    {
        foreach (
            var relation in _draft.Relations.Where(relation =>
                relation.To == noun && relation.Required && relation.Kind != RelationKind.ManyToMany
            )
        )
        {
            if (found.Add(relation.From) && depth > 1)
                Principals(relation.From, found, depth - 1);
        }
    }

    private bool IsStaff(string role) => _draft.Role(role) is { Kind: PersonKind.Staff or PersonKind.Admin };

    private AccessRule? Rule(PermitFact permit, Deed deed)
    {
        var id = AccessRules.RoleId(permit.Role);
        // Whose rows are to be somebody's logs in first.
        if (id == Role.Anonymous && deed == Deed.Create && permit.Deed == deed && _entity.Owner.Count > 0)
            return new AccessRule { Role = Role.Authenticated, Scope = AccessScope.Own };
        if (id == Role.Anonymous)
            return permit.Deed == deed && deed is Deed.Read or Deed.Create ? new AccessRule { Role = id } : null;
        if (id != Role.Authenticated && _draft.Role(permit.Role) is null)
            return null;
        var role = _draft.Role(permit.Role);
        var owns =
            _entity.OwnerRoles.Contains(permit.Role)
            || (_entity.OwnerRoles.Contains(Draft.Account) && role is not { Kind: PersonKind.Admin });
        if (_entity.Owner.Count == 0)
            return new AccessRule { Role = id };
        var personal = _entity.Audience is not ("published" or "catalogue" or "shared");
        var single = _entity.Owner.Count == 1;
        var own =
            owns
            && !permit.Any
            && (
                permit.Own
                || (
                    personal
                    && single
                    && permit.Deed == Deed.Create
                    && !_permits.Exists(other => other.Role == permit.Role && other.Deed is Deed.Manage)
                )
                || (deed == Deed.Create && single && role is not { Kind: PersonKind.Staff })
                || (role is not { Kind: PersonKind.Staff or PersonKind.Admin } && (deed != Deed.Read || personal))
            );
        if (own)
            return new AccessRule { Role = id, Scope = AccessScope.Own };
        if (!permit.Own || permit.Deed == Deed.Create && !owns && role is { Kind: PersonKind.Staff })
            return role is { Kind: PersonKind.Staff or PersonKind.Admin } || !personal || deed == Deed.Create ? new AccessRule { Role = id }
                : permit.Own ? null
                : new AccessRule { Role = id };
        // One owner path cannot hold a second kind of owner.
        if (role is { Kind: PersonKind.Staff } && deed is Deed.Read or Deed.State)
        {
            Once(
                permit,
                $"Rows of '{_entity.Noun}' can have one kind of owner, {string.Join(", ", _entity.OwnerRoles)}; so the role "
                    + $"{permit.Role} may reach all of them."
            );
            return new AccessRule { Role = id };
        }

        Once(
            permit,
            $"Rows of '{_entity.Noun}' can have one kind of owner, {string.Join(", ", _entity.OwnerRoles)}; so the role "
                + $"{permit.Role} was not given access to its own."
        );
        return null;
    }

    private void Once(PermitFact permit, string reason)
    {
        if (!_draft.Unplaced.Exists(unplaced => unplaced.Sentence == permit.Sentence && unplaced.Reason == reason))
            _draft.Unplaced.Add(new Unplaced(permit.Sentence, $"{permit.Role}: own {Vocabulary.Plural(permit.Thing)}", reason));
    }

    private IEnumerable<AccessRule> Owners()
    {
        if (_entity.Owner.Count == 0)
            yield break;
        foreach (var role in _entity.OwnerRoles)
            yield return new AccessRule { Role = AccessRules.RoleId(role), Scope = AccessScope.Own };
    }

    // Whoever may create or change rows may read them back.
    private IEnumerable<AccessRule> OwnerReads() => _entity.Audience is "catalogue" ? [] : Owners();

    private IEnumerable<AccessRule> Usual(Deed deed)
    {
        var audience =
            _entity.Audience.Length > 0 ? _entity.Audience
            : _entity.Owner.Count > 0 ? "owned"
            : "shared";
        var owned = _entity.Owner.Count > 0;
        var staff = _permits
            .Where(permit => IsStaff(permit.Role) && !permit.Own)
            .Select(static permit => new AccessRule { Role = AccessRules.RoleId(permit.Role) });
        // The records of staff are kept by whoever the brief says, else by administrators.
        if (deed != Deed.Read && _draft.Role(_entity.Noun) is { Kind: PersonKind.Staff } && _permits.Count == 0)
            return [];
        return (audience, deed) switch
        {
            // An inner business without customers shows its lists of names only to its people.
            ("catalogue", Deed.Read)
                when _draft.Roles.Exists(static role => role.Kind is PersonKind.Staff or PersonKind.Public)
                    && !_draft.Roles.Exists(static role => KnowledgeBase.Instance.Market.Contains(role.Name))
                    && !Open() => [new AccessRule { Role = Role.Authenticated }],
            ("catalogue" or "published", Deed.Read) => [new AccessRule { Role = Role.Anonymous }],
            ("catalogue", _) when !owned => [],
            ("shared", Deed.Read) => [new AccessRule { Role = Role.Authenticated }],
            ("internal", Deed.Read) => _draft
                .Roles.Where(static role => role.Kind == PersonKind.Staff)
                .Select(static role => new AccessRule { Role = role.Id }),
            ("internal", _) => StaffWriters(),
            ("log", _) => [],
            (_, Deed.Read) => owned
                ? Owners().Concat(staff)
                : _draft.Roles.Where(static role => role.Kind == PersonKind.Staff).Select(static role => new AccessRule { Role = role.Id }),
            (_, Deed.Delete) when _entity.Known is { Transactional: true } => [],
            _ when owned => Owners(),
            ("shared", _) when _draft.Roles.TrueForAll(static role => role.Kind is PersonKind.Account or PersonKind.Admin) =>
            [
                new AccessRule { Role = Role.Authenticated },
            ],
            _ => StaffWriters(),
        };
    }

    private bool Open() =>
        _draft.Facts.Any(static fact => fact is PermitFact permit && KnowledgeBase.Instance.Person(permit.Role) == PersonKind.Anonymous);

    // Staff keep internal data, unless the brief says which of them do.
    private IEnumerable<AccessRule> StaffWriters()
    {
        var named = _permits
            .Where(permit => permit.Deed is Deed.Create or Deed.Manage or Deed.Update && IsStaff(permit.Role))
            .Select(static permit => AccessRules.RoleId(permit.Role))
            .Distinct()
            .ToList();
        // Else who keeps what refers to these rows: who manages fields and animals keeps the farms.
        if (named.Count == 0)
        {
            var related = _draft
                .Relations.Where(relation => relation.From == _entity.Noun)
                .Select(static relation => relation.To)
                .ToHashSet(StringComparer.Ordinal);
            named = _draft
                .Facts.OfType<PermitFact>()
                .Where(permit => permit is { Deed: Deed.Manage, Denied: false } && related.Contains(permit.Thing) && IsStaff(permit.Role))
                .Select(static permit => AccessRules.RoleId(permit.Role))
                .Distinct()
                .ToList();
        }

        return (
            named.Count > 0 ? named : _draft.Roles.Where(static role => role.Kind == PersonKind.Staff).Select(static role => role.Id)
        ).Select(static role => new AccessRule { Role = role });
    }
}
