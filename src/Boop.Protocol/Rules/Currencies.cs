using System.Collections.Frozen;

namespace Boop.Protocol.Rules;

/// <summary>
/// The active alphabetic codes of ISO 4217, list one, as of 2026: those of Debian's iso-codes 4.15.0, with the changes since (ANG, BGN, CUC,
/// HRK, SLL and ZWL are withdrawn; XAD, XCG and ZWG are new).
/// </summary>
internal static class Currencies
{
    private const string Active =
        """
        AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD
        CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP
        GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR
        KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN
        MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD
        SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX
        USD USN UYI UYU UYW UZS VED VES VND VUV WST XAD XAF XAG XAU XBA XBB XBC XBD XCD XCG XDR XOF XPD
        XPF XPT XSU XTS XUA XXX YER ZAR ZMW ZWG
        """;

    private static readonly FrozenSet<string> Codes =
        Active.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    internal static bool IsActive(string code) => Codes.Contains(code);
}
