using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;
using BackendAgents.Offline.Honesty;
using BackendAgents.Offline.Phrases;
using BackendAgents.Offline.Reading;
using BackendAgents.Offline.Reading.Formal;

namespace BackendAgents.Offline.Interpretation;

/// <content>Lines that say something by their form: fields, endpoints, what isn't read.</content>
internal sealed partial class Interpreter
{
    /// <summary>Notes what a sentence says of a thing by its form.</summary>
    public void Describe(Sentence sentence, SaidPart part)
    {
        // 'labels: api, backend' is how a ticket is kept.
        if (PhraseReader.Remark(sentence.Text) is not null)
            return;
        _sentence = sentence.Number;
        Formal(part.Fields, sentence.Text);
        if (part.Who is not { } who)
            return;
        _facts.Add(new RoleFact(_sentence, who));
        _facts.Add(new PermitFact(_sentence, who, Deed.Create, part.Verb, part.Fields.Owner, part.Own, Only: false, Denied: false));
    }

    /// <summary>Notes that a sentence says who manages rows.</summary>
    public void Describe(Sentence sentence, KeepsPart part)
    {
        _sentence = sentence.Number;
        Keeps(part);
    }

    private void Formal(FormalPart part, string text)
    {
        switch (part)
        {
            case OwnerPart owner:
                _facts.Add(new MentionFact(_sentence, owner.Owner, Evidence.Described));
                if (owner.IsModel)
                    _facts.Add(new KeepsFact(_sentence, owner.Owner, []));
                _subjects = [owner.Owner];
                break;
            case FieldPart field:
                Field(field, text);
                break;
            case FieldsPart fields:
                _facts.Add(new MentionFact(_sentence, fields.Owner, Evidence.Described));
                if (fields.IsModel)
                    _facts.Add(new KeepsFact(_sentence, fields.Owner, []));
                _subjects = [fields.Owner];
                foreach (var one in fields.Fields.Where(static field => field.Words is not ["id"]))
                    Field(one, text);
                if (fields.Unread is { } rest)
                    _facts.Add(new UnplacedFact(_sentence, rest, "The fields are there; this of the line is kept by nothing."));
                break;
            case TogetherPart together:
                _facts.Add(new TogetherFact(_sentence, together.Owner, together.Names));
                break;
            case OrderPart order:
                _facts.Add(new OrderFact(_sentence, order.Left, order.Right, order.IsStrict));
                break;
            case KeepsPart keeps:
                Keeps(keeps);
                break;
            case EndpointPart endpoint:
                if (EndpointLine.Kept(endpoint) is var (made, deed))
                    _facts.Add(new KeepsFact(_sentence, made, [deed]) { IsProof = deed != Deed.Read });
                _facts.Add(new EndpointFact(_sentence, endpoint.Method, endpoint.Path, EndpointLine.Rest(text, endpoint)));
                break;
            case RemarkPart remark:
                _facts.Add(new RemarkFact(_sentence, remark.Reason));
                break;
            case UnreadPart unread:
                _facts.Add(new UnplacedFact(_sentence, text, unread.Reason));
                break;
        }
    }

    private void Keeps(KeepsPart part)
    {
        var deeds = part.Deeds.Select(static deed => deed.Deed).ToList();
        foreach (var thing in part.Things)
        {
            _facts.Add(new KeepsFact(_sentence, thing, deeds) { IsProof = part.IsProof });
            if (part.Who is not { } who)
                continue;
            _facts.Add(new RoleFact(_sentence, who));
            foreach (var (deed, verb) in part.Deeds)
                _facts.Add(new PermitFact(_sentence, who, deed, verb, thing, Own: false, Only: false, Denied: false));
        }

        _subjects = [.. part.Things];
    }

    // 'Instructions' and 'servings' are known in the singular, and called as they are.
    private static string[]? Singular(IReadOnlyList<string> words)
    {
        string[] one = [.. words.SkipLast(1), Vocabulary.Instance.Singular(words[^1])];
        return
            one[^1] != words[^1]
            && FieldTypes.Find(string.Join(' ', one)) is { } known
            && (known.Type == FieldType.Text || known.Name == Conventions.Camel(string.Join(' ', words)))
            ? one
            : null;
    }

    private void Field(FieldPart field, string text)
    {
        var owner = field.Owner ?? _subjects.FirstOrDefault() ?? "";
        if (!Naming.CanBeThing(owner) && owner != "user" && !_facts.Exists(fact => fact is KeepsFact keeps && keeps.Thing == owner))
        {
            _facts.Add(new UnplacedFact(_sentence, text, "Nothing says of what this is a field."));
            return;
        }

        var detail = field.Detail;
        if (detail.Unread is { } unread)
            _facts.Add(new UnplacedFact(_sentence, unread, "The field is there; this of it is kept by nothing."));
        if (field.Reference is { } reference)
        {
            // 'fan_id' and 'idol_id' lead to members by names of their own.
            string[] named = [.. field.Words.Where((word, at) => word != "id" || at + 1 < field.Words.Count)];
            var name = named.Length > 0 && Naming.Name(named) != reference ? Conventions.Camel(string.Join(' ', named)) : null;
            _facts.Add(
                new LinkFact(_sentence, owner, reference, LinkKind.ManyToOne, detail.Bounds?.Required != false, name)
                {
                    Stated = true,
                    OnDelete = field.OnDelete,
                }
            );
            return;
        }

        // 'role ENUM('vet', 'keeper')' of a user says who uses the service.
        if (owner == "user" && field.Words[^1] is "role" or "roles")
        {
            foreach (var role in detail.Values)
                _facts.Add(new RoleFact(_sentence, Conventions.Phrase(role)) { IsStated = true });
        }

        var one = Singular(field.Words);
        _facts.Add(
            new HasFact(
                _sentence,
                owner,
                new FactNoun
                {
                    Words = one ?? field.Words,
                    Plural = one is not null,
                    Bounds = detail.Bounds,
                    Values = detail.Values,
                    Type = detail.Type,
                },
                Many: false
            )
        );
    }
}
