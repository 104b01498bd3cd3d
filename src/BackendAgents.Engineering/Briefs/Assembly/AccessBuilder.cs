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
        _denials = all.FindAll(static permit => permit.Denied);
    }

    /// <summary>The sentences that led to the access of a deed.</summary>
    public IEnumerable<int> Sources(Deed deed) => _permits.Concat(_denials).Where(permit => permit.Deed == deed || permit.Deed == Deed.Manage).Select(static permit => permit.Sentence);

    public bool Forbidden(Deed deed) => _denials.Exists(denial => denial.Role == "*" && denial.Deed == deed);

    public IReadOnlyList<AccessRule> For(Deed deed)
    {
        if (_draft.NoAuthentication)
            return [new AccessRule { Role = Role.Anonymous }];
        var explicitRules = _permits.Where(permit => permit.Deed == deed || permit.Deed == Deed.Manage || (deed == Deed.Read && permit.Deed != Deed.Read))
            .Select(permit => (permit, rule: Rule(permit, deed))).Where(static pair => pair.rule is not null).ToList();
        var direct = explicitRules.Where(pair => pair.permit.Deed == deed || pair.permit.Deed == Deed.Manage).ToList();
        var restricted = direct.Exists(static pair => pair.permit.Only || pair.permit.Own);
        var rules = new List<AccessRule>();
        if (direct.Count == 0 || (deed == Deed.Read && !restricted) || (deed == Deed.Read && direct.TrueForAll(pair => pair.permit.Own) && _entity.Audience is not ("catalogue" or "published" or "")))
            rules.AddRange(Usual(deed));
        else if (deed is Deed.Update or Deed.Delete or Deed.Create && _entity.Owner.Count > 0 && !restricted && direct.TrueForAll(pair => IsStaff(pair.permit.Role)) && _entity.Audience is "personal" or "published")
            rules.AddRange(Usual(deed));
        rules.AddRange(explicitRules.Select(static pair => pair.rule!));
        rules.Add(new AccessRule { Role = "admin" });
        if (deed == Deed.Read)
            rules.AddRange(OwnerReads());
        var barred = _denials.Where(denial => denial.Deed == deed || (denial.Deed == Deed.Manage && deed != Deed.Read)).Select(static denial => RoleId(denial.Role)).ToHashSet(StringComparer.Ordinal);
        return Merge(rules.Where(rule => !barred.Contains(rule.Role)));
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
                rules.AddRange(_permits.Where(permit => permit.Deed is Deed.Manage or Deed.Update or Deed.State && IsStaff(permit.Role)).Select(permit => Rule(permit, Deed.State)).OfType<AccessRule>());
        }

        rules.Add(new AccessRule { Role = "admin" });
        return Merge(rules);
    }

    private static string RoleId(string role) => role switch
    {
        Draft.Account => Role.Authenticated,
        _ when KnowledgeBase.Instance.Person(role) == PersonKind.Anonymous => Role.Anonymous,
        _ => Conventions.Kebab(role),
    };

    private bool IsStaff(string role) => _draft.Role(role) is { Kind: PersonKind.Staff or PersonKind.Admin };

    private AccessRule? Rule(PermitFact permit, Deed deed)
    {
        var id = RoleId(permit.Role);
        if (id == Role.Anonymous)
            return permit.Deed == deed && deed is Deed.Read or Deed.Create ? new AccessRule { Role = id } : null;
        if (id != Role.Authenticated && _draft.Role(permit.Role) is null)
            return null;
        var role = _draft.Role(permit.Role);
        var owns = _entity.OwnerRoles.Contains(permit.Role) || (_entity.OwnerRoles.Contains(Draft.Account) && role is not { Kind: PersonKind.Admin });
        if (_entity.Owner.Count == 0)
            return new AccessRule { Role = id };
        var personal = _entity.Audience is not ("published" or "catalogue" or "shared");
        var single = _entity.Owner.Count == 1;
        var own = owns && (permit.Own || (deed == Deed.Create && single && role is not { Kind: PersonKind.Staff }) || (role is not { Kind: PersonKind.Staff or PersonKind.Admin } && (deed != Deed.Read || personal)));
        if (own)
            return new AccessRule { Role = id, Scope = AccessScope.Own };
        if (!permit.Own || permit.Deed == Deed.Create && !owns && role is { Kind: PersonKind.Staff })
            return role is { Kind: PersonKind.Staff or PersonKind.Admin } || !personal || deed == Deed.Create ? new AccessRule { Role = id } : permit.Own ? null : new AccessRule { Role = id };
        // One owner path cannot hold a second kind of owner.
        if (role is { Kind: PersonKind.Staff } && deed is Deed.Read or Deed.State)
        {
            Once(permit, $"Rows of '{_entity.Noun}' can have one kind of owner, {string.Join(", ", _entity.OwnerRoles)}; so the role {permit.Role} may reach all of them.");
            return new AccessRule { Role = id };
        }

        Once(permit, $"Rows of '{_entity.Noun}' can have one kind of owner, {string.Join(", ", _entity.OwnerRoles)}; so the role {permit.Role} was not given access to its own.");
        return null;
    }

    private void Once(PermitFact permit, string reason)
    {
        if (!_draft.Unplaced.Exists(unplaced => unplaced.Sentence == permit.Sentence && unplaced.Reason == reason))
            _draft.Unplaced.Add(new Unplaced(permit.Sentence, $"{permit.Role}: own {Draft.Plural(permit.Thing)}", reason));
    }

    private IEnumerable<AccessRule> Owners()
    {
        if (_entity.Owner.Count == 0)
            yield break;
        foreach (var role in _entity.OwnerRoles)
            yield return new AccessRule { Role = RoleId(role), Scope = AccessScope.Own };
    }

    // Whoever may create or change rows may read them back.
    private IEnumerable<AccessRule> OwnerReads() => _entity.Audience is "catalogue" ? [] : Owners();

    private IEnumerable<AccessRule> Usual(Deed deed)
    {
        var audience = _entity.Audience.Length > 0 ? _entity.Audience : _entity.Owner.Count > 0 ? "owned" : "shared";
        var owned = _entity.Owner.Count > 0;
        var staff = _permits.Where(permit => IsStaff(permit.Role)).Select(static permit => new AccessRule { Role = RoleId(permit.Role) });
        return (audience, deed) switch
        {
            ("catalogue" or "published", Deed.Read) => [new AccessRule { Role = Role.Anonymous }],
            ("catalogue", _) when !owned => [],
            ("shared", Deed.Read) => [new AccessRule { Role = Role.Authenticated }],
            ("internal", Deed.Read) => _draft.Roles.Where(static role => role.Kind == PersonKind.Staff).Select(static role => new AccessRule { Role = role.Id }),
            ("internal", _) => StaffWriters(),
            ("log", _) => [],
            (_, Deed.Read) => owned ? Owners().Concat(staff) : _draft.Roles.Where(static role => role.Kind == PersonKind.Staff).Select(static role => new AccessRule { Role = role.Id }),
            (_, Deed.Delete) when _entity.Known is { Transactional: true } => [],
            _ when owned => Owners(),
            ("shared", _) when _draft.Roles.TrueForAll(static role => role.Kind is PersonKind.Account or PersonKind.Admin) => [new AccessRule { Role = Role.Authenticated }],
            _ => StaffWriters(),
        };
    }

    // Staff keep internal data, unless the brief says which of them do.
    private IEnumerable<AccessRule> StaffWriters()
    {
        var named = _permits.Where(permit => permit.Deed is Deed.Create or Deed.Manage or Deed.Update && IsStaff(permit.Role)).Select(static permit => RoleId(permit.Role)).Distinct().ToList();
        return (named.Count > 0 ? named : _draft.Roles.Where(static role => role.Kind == PersonKind.Staff).Select(static role => role.Id)).Select(static role => new AccessRule { Role = role });
    }

    // One rule a role, the widest; nothing beside 'anonymous any'.
    private static List<AccessRule> Merge(IEnumerable<AccessRule> rules)
    {
        var merged = new List<AccessRule>();
        foreach (var group in rules.GroupBy(static rule => rule.Role, StringComparer.Ordinal))
            merged.Add(new AccessRule { Role = group.Key, Scope = group.Any(static rule => rule.Scope == AccessScope.Any) ? AccessScope.Any : AccessScope.Own });
        if (merged.Exists(static rule => rule is { Role: Role.Anonymous, Scope: AccessScope.Any }))
            return [new AccessRule { Role = Role.Anonymous }];
        if (merged.Exists(static rule => rule is { Role: Role.Authenticated, Scope: AccessScope.Any }))
            return [new AccessRule { Role = Role.Authenticated }];
        return merged;
    }
}
