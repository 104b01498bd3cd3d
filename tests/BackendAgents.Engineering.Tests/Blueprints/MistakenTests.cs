using BackendAgents.Engineering.Capabilities;

namespace BackendAgents.Engineering.Tests.Blueprints;

/// <summary>
/// What capable models write of seats that can't be sold twice, money that moves, quotas and figures when they know the form only by
/// half: each is refused with what they mean, in their own words.
/// </summary>
public sealed class MistakenTests
{
    private const string Town = """
        service: { name: town, title: Town }
        authentication: { kind: jwt, account: User, login: email, defaultRole: user }
        roles: [{ name: user, selfRegister: true }, { name: admin, grantedBy: [admin] }]
        enums: [{ name: ReservationStatus, values: [reserved, cancelled] }]
        entities:
          - name: User
            fields:
              - { name: email, type: email, required: true, unique: true, personal: true }
              - { name: balance, type: money, required: true, default: "0", exposure: read-only }
          - name: Hall
            fields: [{ name: name, required: true, maxLength: 50 }, { name: capacity, type: int, required: true, min: 1 }]
          - name: Showtime
            fields:
              - { name: startsAt, type: timestamp, required: true }
              - { name: sold, type: int, required: true, default: "0", exposure: read-only }
          - { name: Seat, fields: [{ name: label, required: true, maxLength: 5 }] }
          - name: Reservation
            owner: [user]
            fields:
              - { name: status, type: enum, enum: ReservationStatus, required: true, default: reserved, exposure: read-only }
              - { name: price, type: money, required: true }
          - name: Transfer
            owner: [sender]
            fields: [{ name: amount, type: money, required: true, min: 0.01 }]
          - { name: LedgerEntry, owner: [user], fields: [{ name: amount, type: money, required: true }] }
        relations:
          - { name: hall, inverse: showtimes, kind: one-to-many, from: Hall, to: Showtime, required: true }
          - { name: hall, inverse: seats, kind: one-to-many, from: Hall, to: Seat, required: true }
          - { name: showtime, inverse: reservations, kind: one-to-many, from: Showtime, to: Reservation, required: true }
          - { name: seat, inverse: reservations, kind: one-to-many, from: Seat, to: Reservation, required: true }
          - { name: user, inverse: reservations, kind: one-to-many, from: User, to: Reservation, required: true }
          - { name: sender, inverse: sent, kind: one-to-many, from: User, to: Transfer, required: true }
          - { name: receiver, inverse: received, kind: one-to-many, from: User, to: Transfer, required: true }
          - { name: user, inverse: entries, kind: one-to-many, from: User, to: LedgerEntry, required: true }
        operations:
          - { name: addShowtime, entity: Showtime, kind: create, access: [{ role: admin }] }
          - { name: getShowtime, entity: Showtime, kind: get, access: [{ role: anonymous }] }
          - { name: listSeats, entity: Seat, kind: list, access: [{ role: anonymous }] }
        """;

    [TestCase("rules", "capacity: { per: showtime, max: showtime.hall.capacity }", "limit: showtime.hall.capacity")]
    [TestCase("rules", "capacity: { per: showtime, limit: hall.capacity }", "Did you mean: showtime.hall.capacity")]
    [TestCase(
        "rules",
        "capacity: { per: showtime, limit: 9, where: status == ReservationStatus.reserved }",
        "Write the value alone: status == reserved"
    )]
    [TestCase("rules", "unique: { fields: [showtime, seat], where: \"status != 'cancelled'\" }", "status != \"cancelled\"")]
    [TestCase("rules", "type: unique, fields: [showtime, seat]", "unique: { … }")]
    [TestCase(
        "effects",
        "transfer: { from: sender.balance, to: receiver.balance, amount: amount }",
        "add: { to: sender.balance, amount: -(amount), atLeast: 0",
        "add: { to: receiver.balance, amount: amount }"
    )]
    [TestCase("effects", "subtract: { from: sender.balance, amount: amount }", "add: { to: sender.balance, amount: -(amount), atLeast: 0")]
    [TestCase("effects", "add: { to: sender.balance, amount: -amount, min: 0, problem: not-enough }", "Write atLeast: 0")]
    [TestCase("effects", "increment: sender.balance", "add: { to: sender.balance, amount: 1 }")]
    [TestCase("effects", "add: { sender.balance: 1 }", "add: { to: sender.balance, amount: 1 }")]
    [TestCase("effects", "create: { entity: LedgerEntry, fields: { userId: senderId, amount: -amount } }", "values: ")]
    [TestCase("effects", "create: { entity: LedgerEntry, values: { user: sender, amount: -amount } }", "sender.id")]
    [TestCase("operation", "kind: create, limits: [{ max: 5, per: day }]", "calls: 5")]
    [TestCase("operation", "kind: create, limits: [{ calls: 5, per: day, by: user }]", "account")]
    [TestCase("operation", "kind: report, report: { groupBy: [createdAt], values: [{ name: bookings }] }", "per: day")]
    [TestCase("operation", "kind: report, report: { metrics: [{ name: revenue, sum: price }] }", "values: [")]
    [TestCase("operation", "kind: report, report: { values: [{ name: bookings, count: true }] }", "counts rows")]
    [TestCase("operation", "kind: report, report: { values: [{ name: bookings }], from: startDate }", "time: createdAt")]
    [TestCase(
        "operation",
        "kind: action, transition: { status: reserved -> cancelled }",
        "transition: { field: status, from: [reserved], to: cancelled }"
    )]
    public void What_is_meant_is_told_in_the_words_of_who_wrote_it(string where, string written, params string[] remedies)
    {
        var yaml = where switch
        {
            "rules" => Town.Replace(
                "  - name: Reservation\n",
                $"  - name: Reservation\n    rules: [{{ {written}, problem: seat-taken }}]\n",
                StringComparison.Ordinal
            ),
            "effects" => $"{Town}\n  - {{ name: send, entity: Transfer, kind: create, access: [{{ role: user, scope: own }}], "
                + $"effects: [{{ {written} }}] }}\n",
            _ => $"{Town}\n  - {{ name: act, entity: Reservation, access: [{{ role: user, scope: own }}], {written} }}\n",
        };
        var problems = CapabilityCatalog.BuiltIn.Read(yaml).Problems;

        Assert.That(problems, Is.Not.Empty);
        foreach (var remedy in remedies)
            Assert.That(problems.Select(static problem => problem.Remedy), Has.Some.Contains(remedy), string.Join('\n', problems));
    }

    [Test]
    public void The_town_itself_is_right() => Assert.That(CapabilityCatalog.BuiltIn.Read(Town).Problems, Is.Empty);
}
