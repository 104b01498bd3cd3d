using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Behaviour.Testing;

/// <summary>Writes the statements of a delivered test that store the rows of a situation and make the body that is sent.</summary>
/// <param name="model">The service.</param>
/// <param name="text">What is written to.</param>
/// <param name="there">A row that is stored already, as the variable <c>shared</c>; null for none.</param>
internal sealed class Arrangement(ServiceModel model, CodeWriter text, Place? there = null)
{
    private readonly Dictionary<Place, string> _stored = there is null ? [] : new() { [there] = "shared" };
    private int _rows;

    /// <summary>Stores the row of the operation, as the variable <c>row</c>.</summary>
    public void Row(Situation situation) => Variable("row", situation.Root);

    /// <summary>Stores a row that several situations have, as the variable <c>shared</c>.</summary>
    public void Shared(Place place) => Variable("shared", place);

    /// <summary>Makes the body, as the variable <c>body</c>.</summary>
    /// <param name="situation">What it holds.</param>
    /// <param name="isCreation">Whether it refers to rows that are to be stored.</param>
    public void Body(Situation situation, bool isCreation)
    {
        text.Line("var body = await _host.WithDbAsync(async db =>").Line("{");
        text.Indented(inner =>
            {
                var arrangement = new Arrangement(model, inner, there);
                var keys = isCreation ? arrangement.References(situation.Root) : [];
                inner.Line($"var sent = await {ServiceModel.Class(situation.Root.Entity)}Sample.BodyAsync(db, account);");
                foreach (var (relation, local) in keys.Where(key => key.Relation.Id != model.DirectOwner(situation.Root.Entity)?.Id))
                    inner.Line($"sent[{CSharp.Literal(Conventions.ForeignKeyProperty(relation))}] = {local}.Id;");
                foreach (var (name, value) in situation.Body)
                    inner.Line($"sent[{CSharp.Literal(name)}] = {value};");
                inner.Line("return sent;");
            })
            .Line("});");
    }

    /// <summary>Makes the body of a call, as the variable <c>body</c>. Rows that it names are stored first.</summary>
    /// <param name="operation">The call.</param>
    /// <param name="chosen">Values, as C#, where any sample does not do.</param>
    public void Input(Operation operation, IReadOnlyDictionary<string, string> chosen)
    {
        var samples = new SampleValues(model);
        string Any(Field field) =>
            model.Index.EntityById(field.RefersTo) is { } other
                ? $"(await _host.WithDbAsync(db => {ServiceModel.Class(other)}Sample.RowAsync(db, account))).Id"
                : samples.Wire(field, "Sample.Next()");
        text.Line("var body = new Dictionary<string, object?>").Line("{");
        text.Indented(values =>
        {
            foreach (var field in operation.Input.Where(field => field.Default is null || chosen.ContainsKey(field.Name)))
                values.Line($"[{CSharp.Literal(field.Name)}] = {chosen.GetValueOrDefault(field.Name) ?? Any(field)},");
        });
        text.Line("};");
    }

    private void Variable(string name, Place place)
    {
        text.Line($"var {name} = await _host.WithDbAsync(async db =>").Line("{");
        text.Indented(inner => new Arrangement(model, inner, there).Store(place, "row", []).Line("return row;")).Line("});");
    }

    private List<(Relation Relation, string Local)> References(Place place)
    {
        var keys = new List<(Relation Relation, string Local)>();
        foreach (var (relation, row) in place.References.Values)
        {
            // Several may refer to the same one.
            if (!_stored.TryGetValue(row, out var local))
            {
                local = Conventions.Camel(row.Entity.Name) + ++_rows;
                Store(row, local, []);
                _stored.Add(row, local);
            }

            keys.Add((relation, local));
        }

        return keys;
    }

    private CodeWriter Store(Place place, string local, List<(Relation Relation, string Local)> parents)
    {
        var keys = References(place).Concat(parents).ToList();
        var set = ServiceModel.Set(place.Entity);
        if (place.IsCaller)
        {
            text.Line($"var {local} = (await db.{set}.FindAsync(account))!;");
            foreach (var (property, value) in place.Values)
                text.Line($"{local}.{property} = {value};");
            if (place.Values.Count > 0)
                text.Line("await db.SaveChangesAsync();");
        }
        else
        {
            var changes = keys.Select(static key => $"found.{ServiceModel.Key(key.Relation)} = {key.Local}.Id;")
                .Concat(place.Values.Select(static value => $"found.{value.Key} = {value.Value};"))
                .ToList();
            var change = changes.Count == 0 ? "" : $", found =>\n{{\n    {string.Join("\n    ", changes)}\n}}";
            text.Line($"var {local} = await {ServiceModel.Class(place.Entity)}Sample.RowAsync(db, account{change});");
        }

        foreach (var (relation, child) in place.Children)
            Store(child, Conventions.Camel(child.Entity.Name) + ++_rows, [(relation, local)]);
        return text;
    }
}
