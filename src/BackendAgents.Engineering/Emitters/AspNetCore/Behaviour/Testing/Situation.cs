using System.Globalization;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Expressions;
using BackendAgents.Engineering.Blueprints.Fields;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Behaviour.Testing;

/// <summary>
/// What a delivered test stores and sends so that conditions hold, or one of them fails. It knows comparisons of fields with values, of
/// numbers with each other, of counted rows, and times; what it does not know is left to scenarios.
/// </summary>
/// <param name="model">The service.</param>
/// <param name="operation">The operation that is called.</param>
/// <param name="variant">Which of several wrong values is taken.</param>
internal sealed class Situation(ServiceModel model, Operation operation, int variant = 0)
{
    private static readonly decimal[] s_plenty = [10_000, 500, 50];
    private readonly Dictionary<string, Place> _named = new(StringComparer.Ordinal);
    private readonly Dictionary<string, decimal> _numbers = new(StringComparer.Ordinal);

    /// <summary>The row of the operation; in a creation what is sent, with what it refers to.</summary>
    public Place Root { get; } = new(model.Index.EntityById(operation.Entity)!);

    /// <summary>Values of the body, as C#, where the sample's own don't do.</summary>
    public SortedDictionary<string, string> Body { get; } = new(StringComparer.Ordinal);

    private bool Creates => operation.Kind == OperationKind.Create;

    /// <summary>Makes a condition hold, or fail; false when that is not known.</summary>
    public bool Solve(Node node, bool holds) =>
        node switch
        {
            UnaryNode { Operator: "!" } not => Solve(not.Operand, !holds),
            BinaryNode { Operator: "&&" } both when holds => Solve(both.Left, true) && Solve(both.Right, true),
            BinaryNode { Operator: "&&" } both => Solve(variant % 2 == 0 ? both.Left : both.Right, false)
                && Solve(variant % 2 == 0 ? both.Right : both.Left, true),
            BinaryNode { Operator: "||" } either when holds => Solve(variant % 2 == 0 ? either.Left : either.Right, true),
            BinaryNode { Operator: "||" } either => Solve(either.Left, false) && Solve(either.Right, false),
            BinaryNode comparison when comparison.Type.Kind == ValueKind.Bool && comparison.Operator != "??" => Compare(
                holds ? comparison.Operator : Opposite(comparison.Operator),
                comparison.Left,
                comparison.Right
            ),
            MemberNode or InputNode => Of(node) is { } slot && slot.Choose(model, holds ? "true" : "false"),
            AggregateNode { Function: "any", Body: null } any when holds && Rows(any.Source).Count > 0 => true,
            AggregateNode { Function: "any" } any => holds ? Child(any) is not null : Rows(any.Source).Count == 0,
            _ => false,
        };

    /// <summary>Makes a value be at least so much after something is added to it, or fall below.</summary>
    public bool Reach(Node number, Node amount, decimal least, bool holds) =>
        Value(amount) is { } added
        && Of(number) is { } slot
        && Fix(
            slot,
            holds ? least - Math.Min(added, 0) + 5
                : least - added - 1 is var low && slot.Takes(low) ? low
                : least
        )
        && (holds || _numbers[slot.Key] + added < least);

    /// <summary>Makes a value be exactly enough for so many times that something is added to it.</summary>
    public bool Suffice(Node number, Node amount, decimal least, int times) =>
        Value(amount) is { } added and < 0 && Of(number) is { } slot && Fix(slot, least - (added * times));

    /// <summary>Makes a value be enough however often something is added to it, as far as its bounds let it.</summary>
    public void Spare(Node number, Node amount)
    {
        if (Value(amount) is < 0 && Of(number) is { } slot && !_numbers.ContainsKey(slot.Key))
            _ = s_plenty.Any(plenty => Fix(slot, plenty));
    }

    /// <summary>Gives a number a value.</summary>
    public bool Fix(Node number, decimal value) => Of(number) is { } slot && Fix(slot, value);

    /// <summary>A row of a collection, with a name for what is asked of it.</summary>
    public Place Row(CollectionNode source, string name)
    {
        var rows = Rows(source);
        if (rows.Count == 0)
            rows = [Add(source)];
        return _named[name] = rows[0];
    }

    /// <summary>The row that something leads to.</summary>
    public Place PlaceOf(Node row)
    {
        if (row is not ReferenceNode reference)
            return row is RowNode { Name: not "row" and not "found" } named && _named.TryGetValue(named.Name, out var known) ? known : Root;
        var owner = PlaceOf(reference.Owner);
        if (owner.References.TryGetValue(reference.Relation.Id, out var there))
            return there.Row;
        var isCaller =
            model.Index.IsAccount(reference.Type.Entity!)
            && owner.Entity.Owner.Count == 1
            && owner.Entity.Owner[0] == reference.Relation.Id;
        var place = new Place(reference.Type.Entity!) { IsCaller = isCaller };
        owner.References[reference.Relation.Id] = (reference.Relation, place);
        return place;
    }

    private bool Compare(string symbol, Node left, Node right)
    {
        if (right is LiteralNode { Type.Kind: ValueKind.Null })
            return Null(left, symbol == "==");
        if (left.Type.IsNumber)
            return Numbers(symbol, left, right);
        if (Of(left) is not { } slot)
            return left is AmbientNode && right is not AmbientNode && Compare(BinaryTypes.Mirrored(symbol), right, left);
        if (right is LiteralNode { Type.Kind: ValueKind.Enum or ValueKind.Bool or ValueKind.Text } literal)
            return symbol == "==" ? slot.Choose(model, literal.Text) : symbol == "!=" && Other(slot, literal.Text);
        if (left.Type.Kind is ValueKind.Timestamp or ValueKind.Date)
            return Time(symbol, slot, right);
        if (left.Type.Kind != ValueKind.Id)
            return false;
        if (symbol == "==" && left is MemberNode { Key: not null } one && right is MemberNode { Key: not null } other && Share(one, other))
            return true;
        // Samples refer to rows of their own, so that two are different unless they are made the same.
        if (symbol == "!=")
            return !slot.IsChosen
                && (right is not AmbientNode { Name: "caller.id" } || Another(left, slot) is not { } another || slot.Put(another));
        return right is AmbientNode { Name: "caller.id" } ? slot.Put("account")
            : right is MemberNode { Owner: RowNode { Name: "row" }, Key: { } key } && slot.IsBody ? slot.Put("row." + ServiceModel.Key(key))
            : false;
    }

    // What a sample sends for an account is the caller; this is another. Null for what is no account, or isn't sent.
    private string? Another(Node key, Slot slot) =>
        slot.IsBody && key is MemberNode { Key: { } to } && model.Index.EntityById(to.From) is { } account && model.Index.IsAccount(account)
            ? $"(await {ServiceModel.Class(account)}Sample.RowAsync(db, Guid.Empty)).Id"
            : null;

    // Two rows that are stored refer to the same third one.
    private bool Share(MemberNode left, MemberNode right)
    {
        var (one, other) = (PlaceOf(left.Owner), PlaceOf(right.Owner));
        if (one == Root || other == Root || one == other || left.Key!.From != right.Key!.From)
            return false;
        var shared = one.References.TryGetValue(left.Key.Id, out var known) ? known.Row : new Place(model.Index.EntityById(left.Key.From)!);
        one.References[left.Key.Id] = (left.Key, shared);
        return other.References.TryAdd(right.Key.Id, (right.Key, shared)) || other.References[right.Key.Id].Row == shared;
    }

    private bool Null(Node value, bool isNull)
    {
        if (Of(value) is not { } slot)
            return false;
        if (isNull)
            return slot.Put("null");
        return value.Type.Kind switch
        {
            ValueKind.Timestamp => slot.Put("DateTimeOffset.UtcNow.AddHours(-1)"),
            ValueKind.Int or ValueKind.Long or ValueKind.Decimal => Fix(slot, Math.Max(slot.Field?.Min ?? 1, 1)),
            _ => false,
        };
    }

    private static bool Time(string symbol, Slot slot, Node right)
    {
        if (right is not AmbientNode)
            return false;
        var days = symbol is "<" or "<=" ? -2 : 2;
        return slot.Type.Kind == ValueKind.Date
            ? slot.Put($"DateOnly.FromDateTime(DateTime.UtcNow).AddDays({days})")
            : slot.Put($"DateTimeOffset.UtcNow.AddDays({days})");
    }

    private bool Other(Slot slot, string value)
    {
        if (slot.Type.Enum is not { } type)
            return slot.Type.Kind == ValueKind.Bool && slot.Choose(model, value == "true" ? "false" : "true");
        var others = type.Values.Where(other => other != value).ToList();
        if (others.Count == 0)
            return false;
        return slot.IsChosen
            ? !(slot with { Values = new Dictionary<string, string>(slot.Values) }).Choose(model, value)
            : slot.Choose(model, others[variant % others.Count]);
    }

    private bool Numbers(string symbol, Node left, Node right)
    {
        // What nobody has chosen yet is chosen for this condition, before it gets a usual value.
        if (
            Of(right) is { } free
            && !_numbers.ContainsKey(free.Key)
            && Value(left) is { } known
            && Fix(free, Beside(BinaryTypes.Mirrored(symbol), known))
        )
            return true;
        if (Of(left) is { } open && !_numbers.ContainsKey(open.Key) && Value(right) is { } other && Fix(open, Beside(symbol, other)))
            return true;
        for (var rows = 0; rows < 6; rows++)
        {
            if (Value(left) is not { } a || Value(right) is not { } b)
                return false;
            if (IsTrue(symbol, a, b))
                return true;
            if (Of(right) is { } limit && Fix(limit, Beside(BinaryTypes.Mirrored(symbol), a)))
                return true;
            if (Of(left) is { } value && Fix(value, Beside(symbol, b)))
                return true;
            // One more row to count.
            if ((left as AggregateNode ?? right as AggregateNode) is not { Function: "count" or "sum" } counted || Child(counted) is null)
                return false;
        }

        return false;
    }

    private static decimal Beside(string symbol, decimal value) =>
        symbol switch
        {
            "<" or "!=" => value - 1,
            ">" => value + 1,
            _ => value,
        };

    private bool Fix(Slot slot, decimal value)
    {
        if (_numbers.TryGetValue(slot.Key, out var fixedBefore))
            return fixedBefore == value;
        if (!slot.Takes(value) || !slot.Choose(model, value.ToString("0.####", CultureInfo.InvariantCulture)))
            return false;
        _numbers[slot.Key] = value;
        return true;
    }

    /// <summary>A number as it will be; slots that nobody has asked for get a usual value.</summary>
    public decimal? Value(Node node)
    {
        switch (node)
        {
            case LiteralNode literal:
                return decimal.TryParse(literal.Text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : null;
            case MemberNode or InputNode when Of(node) is { Field: not null } slot:
                return _numbers.TryGetValue(slot.Key, out var known) ? known
                    : Wanted(node, slot) ? null
                    : Fix(slot, Math.Max(slot.Field.Min ?? 1, 2) is var usual && slot.Takes(usual) ? usual : slot.Field.Min ?? 1)
                        ? _numbers[slot.Key]
                    : null;
            case UnaryNode { Operator: "-" } minus:
                return -Value(minus.Operand);
            case BinaryNode { Operator: "+" } sum:
                return Value(sum.Left) + Value(sum.Right);
            case BinaryNode { Operator: "-" } difference:
                return Value(difference.Left) - Value(difference.Right);
            case BinaryNode { Operator: "*" } product:
                return Value(product.Left) * Value(product.Right);
            case AggregateNode { Function: "count" } count:
                return Rows(count.Source).Count;
            default:
                return null;
        }
    }

    // What the service computes itself can't be chosen where the row goes through it.
    private bool Wanted(Node node, Slot slot) => Creates && node is MemberNode { Owner: RowNode { Name: "row" } } && !slot.IsBody;

    private Place? Child(AggregateNode aggregate)
    {
        var child = Add(aggregate.Source);
        if (aggregate.Body is null || aggregate.Function == "sum")
            return child;
        _named[aggregate.Parameter!] = child;
        return Solve(aggregate.Body, true) ? child : null;
    }

    private List<Place> Rows(CollectionNode source) =>
        source.Owner is { } owner
            ? [.. PlaceOf(owner).Children.Where(child => child.Relation.Id == source.Relation!.Id).Select(static child => child.Row)]
            : [];

    private Place Add(CollectionNode source)
    {
        var child = new Place(source.Entity);
        if (source is { Owner: { } owner, Relation: { } relation })
            PlaceOf(owner).Children.Add((relation, child));
        return child;
    }

    private Slot? Of(Node node)
    {
        switch (node)
        {
            case InputNode input:
                return new Slot("input." + input.Name, input.Field, input.Type, Body, input.Name, IsBody: true);
            case MemberNode { Owner: RowNode { Name: "row" }, Key: { } sent } when Creates:
                var reference = Conventions.ForeignKeyProperty(sent);
                return ContractFiles.InputRelations(model, Root.Entity).Any(input => input.Id == sent.Id)
                    ? new Slot("input." + reference, null, node.Type, Body, reference, IsBody: true)
                    : null;
            case MemberNode { Owner: RowNode { Name: "row" } } own when Creates:
                var name = own.Field?.Name ?? own.Name;
                var isInput = own.Field is { Exposure: FieldExposure.ReadWrite or FieldExposure.WriteOnly };
                return isInput ? new Slot("input." + name, own.Field, own.Type, Body, name, IsBody: true) : null;
            case MemberNode member when (member.Field ?? (object?)member.Key) is not null:
                var place = PlaceOf(member.Owner);
                var property = member.Field is { } field ? ServiceModel.Property(field) : ServiceModel.Key(member.Key!);
                var key = string.Create(CultureInfo.InvariantCulture, $"{place.GetHashCode()}.{property}");
                return new Slot(key, member.Field, member.Type, place.Values, property, IsBody: false);
            default:
                return null;
        }
    }

    private static bool IsTrue(string symbol, decimal a, decimal b) =>
        symbol switch
        {
            "==" => a == b,
            "!=" => a != b,
            "<" => a < b,
            "<=" => a <= b,
            ">" => a > b,
            _ => a >= b,
        };

    private static string Opposite(string symbol) =>
        symbol switch
        {
            "==" => "!=",
            "!=" => "==",
            "<" => ">=",
            "<=" => ">",
            ">" => "<=",
            _ => "<",
        };
}
