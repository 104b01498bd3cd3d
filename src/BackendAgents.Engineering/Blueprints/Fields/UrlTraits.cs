namespace BackendAgents.Engineering.Blueprints.Fields;

/// <summary>Absolute http or https address.</summary>
internal sealed class UrlTraits : TextTraits
{
    public override FieldType Type => FieldType.Url;

    protected override int UsualGreatest => 2048;

    protected override string Format => "uri";

    public override (int? Least, int? Greatest) Length(Field field) =>
        base.Length(field) is var (least, greatest) ? (least, Math.Min(greatest ?? UsualGreatest, UsualGreatest)) : default;

    protected override string Natural(Field field) => "https://example.com/a";

    protected override string? Fit(string natural, int least, int greatest) =>
        natural.PadRight(least, 'x') is var padded && padded.Length <= greatest ? padded : null;
}
