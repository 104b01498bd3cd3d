namespace BackendAgents.Engineering.Blueprints.Fields;

/// <summary>E-mail address.</summary>
internal sealed class EmailTraits : TextTraits
{
    public override FieldType Type => FieldType.Email;

    public override bool CanBeSorted => true;

    protected override int UsualLeast => 3;

    protected override int UsualGreatest => 254;

    protected override string Format => "email";

    public override (int? Least, int? Greatest) Length(Field field) =>
        base.Length(field) is var (least, greatest) ? (least, Math.Min(greatest ?? UsualGreatest, UsualGreatest)) : default;

    protected override string Natural(Field field) => "ada@example.com";

    protected override string? Fit(string natural, int least, int greatest) =>
        natural.PadLeft(least, 'a') is var padded && padded.Length <= greatest ? padded : null;
}
