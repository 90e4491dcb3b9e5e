package io.reprise.http.console;

import io.reprise.domain.model.registry.GroupFigures;
import io.reprise.domain.model.registry.ModelReleaseId;
import io.reprise.domain.model.transparency.CampaignTransparency;
import io.reprise.domain.model.transparency.ModelTransparency;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.http.PackDesk;
import io.reprise.http.PackFile;
import io.reprise.http.TransparencyDesk;
import io.reprise.projections.campaignpage.CampaignPage;
import io.reprise.projections.campaignpage.CampaignPages;
import io.reprise.projections.models.ModelReleases;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What whoever has to answer for a sale or a model shows, and takes along. */
@Controller
class EvidenceController {

    private final TransparencyDesk transparency;
    private final PackDesk packs;
    private final CampaignPages pages;
    private final ModelReleases models;
    private final PdfSheets sheets;
    private final Words words;

    EvidenceController(
            TransparencyDesk transparency,
            PackDesk packs,
            CampaignPages pages,
            ModelReleases models,
            PdfSheets sheets,
            Words words) {
        this.transparency = transparency;
        this.packs = packs;
        this.pages = pages;
        this.models = models;
        this.sheets = sheets;
        this.words = words;
    }

    @GetMapping("/campaigns/{id}/transparency")
    String campaign(@PathVariable CampaignId id, Model model) {
        CampaignPage page = page(id);
        model.addAttribute("page", page);
        model.addAttribute("zone", page.plan().zone().getId());
        model.addAttribute("currency", page.plan().currency());
        CampaignTransparency report = transparency.of(id);
        model.addAttribute("report", report);
        model.addAttribute("shifted", ShiftedColumns.of(report.models()));
        return "transparency";
    }

    @GetMapping(path = "/campaigns/{id}/transparency.pdf", produces = MediaType.APPLICATION_PDF_VALUE)
    ResponseEntity<byte[]> campaignPdf(@PathVariable CampaignId id, Locale language) {
        CampaignPage page = page(id);
        CampaignTransparency report = transparency.of(id);
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"" + id + "-transparency.pdf\"")
                .body(TransparencySheet.of(sheets, words, page, report, language));
    }

    @GetMapping("/models/{name}/{sha}/transparency")
    String model(@PathVariable String name, @PathVariable String sha, Model model) {
        ModelReleaseId release = release(name, sha);
        model.addAttribute(
                "r", models.find(release).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
        ModelTransparency report = transparency.of(release);
        model.addAttribute("report", report);
        model.addAttribute(
                "figures",
                report.card().map(card -> GroupFigures.names(card.groups())).orElse(List.of()));
        return "model-transparency";
    }

    private static ModelReleaseId release(String name, String sha) {
        try {
            return new ModelReleaseId(name, sha);
        } catch (InvalidValue e) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, e.getMessage(), e);
        }
    }

    /** The pack; or the campaign's page again, which says why there is none yet. */
    @GetMapping("/campaigns/{id}/evidence-pack")
    Object pack(@PathVariable CampaignId id, RedirectAttributes flash) throws IOException {
        page(id);
        try {
            return PackFile.of(packs, id);
        } catch (IllegalStateException e) {
            flash.addFlashAttribute("refused", words.say("pack.not-signed"));
            return "redirect:/campaigns/" + id;
        }
    }

    private CampaignPage page(CampaignId id) {
        return pages.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
