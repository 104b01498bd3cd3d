namespace BackendAgents.Engineering.Briefs.Knowledge;

/// <summary>A thing that many backends store, with what it usually has.</summary>
internal sealed class KnownEntity
{
    public string Name { get; set; } = "";
    public string? Description { get; set; }
    public List<string> Synonyms { get; set; } = [];
    public string Audience { get; set; } = "";

    // The audience where the brief names one of these: answers to quizzes are nobody else's business.
    public Dictionary<string, List<string>> AudienceWith { get; set; } = [];
    public string? Owner { get; set; }
    public List<string> OwnerRoles { get; set; } = [];

    // What owners may do to their rows, of read, create, update and delete; empty for all of them. The rest is left to staff.
    public List<string> OwnerMay { get; set; } = [];

    // Words by which the brief shows that it means something else: a ticket beside a venue is no support ticket.
    public List<string> Foreign { get; set; } = [];

    // What it is then.
    public string? ForeignAs { get; set; }

    // The record that choosing it makes: who chooses a plan has a subscription.
    public string? Chosen { get; set; }

    // At most one for each account.
    public bool Single { get; set; }

    // As somebody's attribute it is a field, unless the brief speaks of it as a thing.
    public bool Embed { get; set; }

    // In the plural as somebody's attribute it is shared between them: many to many.
    public bool Shared { get; set; }

    // A list of names to choose from: as an attribute always a relation.
    public bool Lookup { get; set; }

    // A person that has no account of its own accord.
    public bool Person { get; set; }

    // Something that happens (a booking, an order), so that 'customers book appointments' creates it.
    public bool Transactional { get; set; }
    public List<KnownReference> References { get; set; } = [];

    // What stands in it and in others of its kind: songs in playlists.
    public List<string> Contains { get; set; } = [];
    public List<string> Children { get; set; } = [];

    // Children come only when one of these is in the model.
    public List<string> ChildrenNeed { get; set; } = [];
    public List<string> Needs { get; set; } = [];
    public List<KnownAction> Actions { get; set; } = [];
    public List<string> Operations { get; set; } = [];

    // Fields of which each is not later than the next.
    public List<string> Order { get; set; } = [];
    public Dictionary<string, string> Fields { get; set; } = [];
    public List<FieldSpec> Specs { get; set; } = [];
}

/// <summary>What a known entity usually refers to: the first of <see cref="To"/> that the model has.</summary>
internal sealed class KnownReference
{
    public List<string> To { get; set; } = [];
    public string? Name { get; set; }
    public string? Inverse { get; set; }
    public bool Required { get; set; }
    public string OnDelete { get; set; } = "restrict";
    public List<string> Unless { get; set; } = [];
}

/// <summary>What usually happens to a known entity's state.</summary>
internal sealed class KnownAction
{
    public string Verb { get; set; } = "";
    public string? Name { get; set; }
    public string Field { get; set; } = "status";
    public List<string> From { get; set; } = [];
    public string To { get; set; } = "";
    public List<string> By { get; set; } = [];
}

/// <summary>What a brief may ask for by name.</summary>
internal sealed class KnownFeature
{
    public string Name { get; set; } = "";
    public List<string> Phrases { get; set; } = [];
    public List<string> Entities { get; set; } = [];
    public string? Note { get; set; }
    public string? Unsupported { get; set; }
}
